using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using NSwagClient;

/// <summary>A desk's day, with the client that NSwag makes.</summary>
public static class RoundTrip
{
    public static async Task<IReadOnlyDictionary<string, string>> Run(HttpClient http)
    {
        var api = new AnalysisClient(http) { BaseUrl = http.BaseAddress!.ToString() };

        await api.DefineTopicAsync("nswag", null, null, null,
            new Topic { Title = "Killed", Kind = TopicKind.Quantity, Unit = "persons" });
        await Post(new ValueQuantityValue { Best = 600, Low = 500, High = 700 }, "k1", "herald");
        await Post(new ValueQuantityValue { Best = 40 }, "k2", "ministry");
        var topic = await api.GetTopicAsync("nswag", null, null,
            new DateTimeOffset(2025, 12, 31, 22, 0, 0, TimeSpan.Zero), null, null, null, null, null);
        var ledger = await api.GetLedgerAsync("nswag", null, null, null, null, false, 1, null, null);
        var view = (ViewQuantityView)topic.View;
        var value = (ValueQuantityValue)ledger.Claims.Single().Claim.Value;

        string refusal;
        try
        {
            await api.GetTopicAsync("nowhere", null, null, null, null, null, null, null, null);
            refusal = "none";
        }
        catch (ApiException<Problem> problem)
        {
            refusal = problem.Result.Type;
        }

        return new Dictionary<string, string>
        {
            ["title"] = topic.Title,
            ["unit"] = view.Unit,
            ["statement"] = view.Statement,
            ["interval90"] = $"{view.Interval90.First()} {view.Interval90.Last()}",
            ["confidence"] = $"{view.Confidence.Score} {view.Confidence.Level}",
            ["camps"] = $"{view.Camps.Count}",
            ["validAt"] = $"{view.ValidAt!.UtcDateTime:O}",
            ["claim"] = $"{value.Low} {value.Best} {value.High}",
            ["quote"] = ledger.Claims.Single().Claim.Quote,
            ["refusal"] = refusal,
        };

        async Task Post(ValueQuantityValue said, string id, string publisher)
        {
            var outcome = await api.SubmitClaimsAsync(null, null, null, null, null, new Claim
            {
                Id = id, Topic = "nswag", Value = said, Unit = "persons",
                Status = ClaimStatus.Occurred, Publisher = publisher, ReportedTime = "2025-06-01",
                Quote = $"So says {publisher}.",
            });
            if (outcome.Result != OutcomeResult.Created) throw new InvalidOperationException($"{outcome.Result}");
        }
    }
}
