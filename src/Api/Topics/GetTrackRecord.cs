using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>How what was believed fared where an answer was established: what was called 80 %, how often was it so? Costs two folds a topic.</summary>
public sealed record GetTrackRecord() : UseCase<Page>(Role.Reader)
{
    /// <summary>The record is of so many topics, those that were established last.</summary>
    public const int TopicsMax = 500;
}

internal sealed class GetTrackRecordHandler(IAudit audit, ITopics topics) : IRequestHandler<GetTrackRecord, Answer<Page>>
{
    private const string Resolved = "topic-resolved";

    /// <summary>What was believed when the answer was established, of that time.</summary>
    private static Lens Before(RecordedEvent act) => new(ValidAt: act.Event.RecordedAt, Version: act.Version - 1);

    public async Task<Answer<Page>> Handle(GetTrackRecord request, CancellationToken cancellationToken)
    {
        var acts = await audit.List(
            new AuditQuery(null, Resolved, null, null, null, null, GetTrackRecord.TopicsMax), cancellationToken);
        var outcomes = SourceOutcomes.None;
        var (seen, within50, within90, intervals) = (0, 0, 0, 0);
        foreach (var act in acts.GroupBy(act => act.Stream).Select(acts => acts.MinBy(act => act.Version)!)) // a group has one
        {
            var topic = new TopicId(act.Stream.Split('/', 2)[1]);
            if ((await topics.Read(topic, Lens.Current, cancellationToken))?.View.Resolution is not { } resolution) continue;
            if (act.Version < 2 || await topics.Read(topic, Before(act), cancellationToken) is not { } before) continue;
            seen++;
            outcomes = Judged.With(outcomes, before.View, resolution.Value);
            if (Judged.Within(before.View, resolution.Value) is not var (half, most)) continue;
            intervals++;
            within50 += half ? 1 : 0;
            within90 += most ? 1 : 0;
        }

        IReadOnlyList<CoverageJson> coverage = intervals == 0 ? []
            :
            [
                new(0.5, intervals, Rounding.Probability((double)within50 / intervals)),
                new(0.9, intervals, Rounding.Probability((double)within90 / intervals)),
            ];
        var json = TrackRecordJson.Of(outcomes, seen, acts.Count < GetTrackRecord.TopicsMax, coverage);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.TrackRecordJson), Next: null);
    }
}
