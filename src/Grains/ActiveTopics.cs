using System.Collections.Concurrent;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;

namespace Analysis.Grains;

/// <summary>The topics that are active on this silo. Thread-safe.</summary>
internal sealed class ActiveTopics : IActiveTopics
{
    private readonly ConcurrentDictionary<TopicId, TopicMailbox> _active = new();

    /// <summary>What a topic shows without a turn; null when it is not active here, or only a turn can tell.</summary>
    public Published? Shown(TopicId topic) => _active.TryGetValue(topic, out var mailbox) ? mailbox.Shown : null;

    public void Add(TopicId topic, TopicMailbox mailbox) => _active[topic] = mailbox;

    public void Remove(TopicId topic, TopicMailbox mailbox) => _active.TryRemove(KeyValuePair.Create(topic, mailbox));

    public void Heed(TopicId topic, long version)
    {
        if (_active.TryGetValue(topic, out var mailbox)) mailbox.Heed(version);
    }
}
