namespace Analysis.Domain.Beliefs;

/// <summary>
/// The revision of the model. A change of any constant or equation is a new revision: a test pins the views of seeded histories to it, and every
/// view carries it. Constants stand beside the equations that use them; docs/model.md says where each comes from.
/// </summary>
public static class Rules
{
    /// <summary>The name that views carry.</summary>
    public const string Revision = "7";
}
