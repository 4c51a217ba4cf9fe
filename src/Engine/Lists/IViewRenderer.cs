using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Engine.Lists;

/// <summary>
/// Turns readings into the bytes that go out. The host that speaks to clients knows the form; the engine only keeps the bytes.
/// Pure: the same reading gives the same bytes. Thread-safe.
/// </summary>
public interface IViewRenderer
{
    /// <summary>Names the form; raised with every change of it.</summary>
    string Form { get; }

    /// <summary>Names all that the bytes depend on: those under another stamp are not shown.</summary>
    string Stamp => $"rules {Rules.Revision}, form {Form}, rows {SummaryRow.Form}";

    /// <summary>The topic as it is shown by itself.</summary>
    Representation Whole(TopicReading reading);

    /// <summary>The topic's row in a list.</summary>
    ReadOnlyMemory<byte> Brief(TopicReading reading);

    /// <summary>What <see cref="Whole"/> gave, from its bytes as they were stored.</summary>
    Representation Restore(ReadOnlyMemory<byte> json, long version);
}

/// <summary>An answer as the bytes that go out.</summary>
/// <param name="Json">The body.</param>
/// <param name="Version">The version of the stream that it shows.</param>
/// <param name="ETag">Strong: <c>"version-hash"</c>, quotes included. The version guards writes, the hash tells lenses apart.</param>
public sealed record Representation(ReadOnlyMemory<byte> Json, long Version, string ETag);

/// <summary>A topic as a lens shows it.</summary>
/// <param name="Definition">The question.</param>
/// <param name="View">What is believed.</param>
/// <param name="Archived">That and why the topic was put away; null as a rule.</param>
public sealed record TopicReading(TopicDefinition Definition, View View, TopicEvent.Archived? Archived = null);
