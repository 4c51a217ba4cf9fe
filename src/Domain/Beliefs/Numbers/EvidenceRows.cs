namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>Evidence reckoned before, for the caller to keep beside a topic.</summary>
public sealed class EvidenceRows
{
}
