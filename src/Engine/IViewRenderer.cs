namespace Analysis.Engine;

/// <summary>Writes what a list shows of a topic. The host that speaks to clients knows the form; the engine only keeps the bytes.</summary>
public interface IViewRenderer
{
    /// <summary>
    /// The topic's row, stored as <see cref="StreamHead.Brief"/> in the transaction of the append that made the reading.
    /// Pure: the same reading gives the same bytes. Called on every append, so it must be cheap. Thread-safe.
    /// </summary>
    ReadOnlyMemory<byte> Brief(TopicReading reading);
}
