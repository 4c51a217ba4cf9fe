using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Analysis.Api.Access;
using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;
using Analysis.Engine.Lists;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>What alerts told, as an Atom feed, newest first; what is null does not matter.</summary>
/// <param name="Alert">Only of one alert.</param>
/// <param name="Topic">Only on one topic.</param>
/// <param name="Tag">Only on topics with a tag.</param>
/// <param name="Root">The address of the server, as the caller knows it.</param>
/// <param name="Self">The feed's own path and query.</param>
public sealed record GetFeed(string? Alert, TopicId? Topic, string? Tag, string Root, string Self)
    : UseCase<Representation>(Role.Reader);

internal sealed class GetFeedHandler(IAlertStore store, AlertSettings settings)
    : IRequestHandler<GetFeed, Answer<Representation>>
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    public const int EntriesMax = 50;
    private const int LooksMax = 1_000; // at the newest of the log

    private static readonly XmlWriterSettings Form =
        new() { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false };

    public async Task<Answer<Representation>> Handle(GetFeed request, CancellationToken cancellationToken)
    {
        if (request.Alert is { } alert && await store.Alert(alert,
            cancellationToken) is null) return Problems.UnknownAlert(alert);
        var found = await store.Deliveries(new DeliveryQuery(request.Alert, null, null, LooksMax), cancellationToken);
        var changes = found.Select(d => d.Change)
            .Where(c => c.Rule is not null && (request.Topic is null || c.Topic == request.Topic))
            .Where(c => request.Tag is not { } tag || c.Tags.Any(t => RowTerms.Tag(t) == RowTerms.Tag(tag)))
            .Take(EntriesMax).ToList();
        var xml = Write(request, changes);
        return new Representation(xml, 0, $"\"{Convert.ToHexStringLower(SHA256.HashData(xml).AsSpan(..8))}\"");
    }

    private byte[] Write(GetFeed request, IReadOnlyList<AlertChange> changes)
    {
        var page = settings.PublicUrl?.TrimEnd('/') ?? request.Root;
        var name = request.Alert ?? request.Topic?.Value ?? request.Tag;
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Form))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, $"urn:analysis:feed:{Uri.EscapeDataString(request.Self)}");
            xml.WriteElementString("title", Atom, name is null ? "Analysis: what has changed"
                : $"Analysis: what has changed, {name}");
            xml.WriteElementString("updated", Atom,
                Time(changes.Count == 0 ? DateTimeOffset.UnixEpoch : changes[0].At));
            Link("self", request.Root + request.Self);
            Link("alternate", page);
            foreach (var change in changes)
            {
                xml.WriteStartElement("entry", Atom);
                xml.WriteElementString("id", Atom, $"urn:analysis:{change.Id}");
                xml.WriteElementString("title", Atom, Plain(change.Summary));
                xml.WriteElementString("updated", Atom, Time(change.At));
                xml.WriteStartElement("author", Atom);
                xml.WriteElementString("name", Atom, $"alert {change.Alert}");
                xml.WriteEndElement();
                Link("alternate", $"{page}/topics/{change.Topic}");
                foreach (var tag in change.Tags)
                {
                    xml.WriteStartElement("category", Atom);
                    xml.WriteAttributeString("term", Plain(tag));
                    xml.WriteEndElement();
                }

                xml.WriteStartElement("content", Atom);
                xml.WriteAttributeString("type", "text");
                xml.WriteString(Plain(change.Summary));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();

            void Link(string rel, string href)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", rel);
                xml.WriteAttributeString("href", href);
                xml.WriteEndElement();
            }
        }

        return bytes.ToArray();
    }

    private static string Time(DateTimeOffset at) =>
        XmlConvert.ToString(at.UtcDateTime, XmlDateTimeSerializationMode.Utc);

    /// <summary>Without what XML has no place for.</summary>
    private static string Plain(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));
}
