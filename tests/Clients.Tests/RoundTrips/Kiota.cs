using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Kiota;
using Kiota.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

/// <summary>A desk's day, with the client that Kiota makes.</summary>
public static class RoundTrip
{
    public static async Task<IReadOnlyDictionary<string, string>> Run(HttpClient http)
    {
        using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http);
        var api = new AnalysisClient(adapter);

        await api.V1.Topics["kiota"].PutAsync(new Topic { Title = "Killed", Kind = Topic_kind.Quantity,
            Unit = "persons" });
        await Post(new ValueQuantityValue { Kind = "quantity", Best = 600, Low = 500, High = 700 }, "k1", "herald");
        await Post(new ValueQuantityValue { Kind = "quantity", Best = 40 }, "k2", "ministry");
        var topic = await api.V1.Topics["kiota"].GetAsync(r =>
            r.QueryParameters.ValidAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)));
        var ledger = await api.V1.Topics["kiota"].Claims.GetAsync(r =>
            (r.QueryParameters.Limit, r.QueryParameters.Without) = (1, false));
        var view = (ViewQuantityView)topic!.View!;
        var value = (ValueQuantityValue)ledger!.Claims!.Single().Claim!.Value!;

        string refusal;
        try
        {
            await api.V1.Topics["nowhere"].GetAsync();
            refusal = "none";
        }
        catch (Problem problem)
        {
            refusal = problem.Type!;
        }

        return new Dictionary<string, string>
        {
            ["title"] = topic.Title!,
            ["unit"] = view.Unit!,
            ["statement"] = view.Statement!,
            ["interval90"] = $"{view.Interval90![0]} {view.Interval90[1]}",
            ["confidence"] = $"{view.Confidence!.Score} {view.Confidence.Level}",
            ["camps"] = $"{view.Camps!.Count}",
            ["validAt"] = $"{view.ValidAt!.Value.UtcDateTime:O}",
            ["claim"] = $"{value.Low} {value.Best} {value.High}",
            ["quote"] = ledger.Claims!.Single().Claim!.Quote!,
            ["refusal"] = refusal,
        };

        async Task Post(ValueQuantityValue said, string id, string publisher)
        {
            var outcome = await api.V1.Claims.PostAsync(new Claim
            {
                Id = id, Topic = "kiota", Value = said, Unit = "persons",
                Status = Claim_status.Occurred, Publisher = publisher, ReportedTime = "2025-06-01",
                Quote = $"So says {publisher}.",
            });
            if (outcome!.Result != Outcome_result.Created) throw new InvalidOperationException($"{outcome.Result}");
        }
    }
}
