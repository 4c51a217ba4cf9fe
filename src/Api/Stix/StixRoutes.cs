using Analysis.Api.Contracts;
using Analysis.Api.Http;
using MediatR;

namespace Analysis.Api.Stix;

/// <summary>STIX over HTTP.</summary>
internal static class StixRoutes
{
    public static async Task<IResult> Get(
        string topic, string? asOf, string? reportedBy, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetStix(Parameters.Topic(topic, faults),
            Parameters.Lens(asOf, reportedBy, validAt: null, version: null, faults));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(bundle => Replies.Read(request, bundle, $"{StixBundle.MediaType};version=2.1"));
    }
}
