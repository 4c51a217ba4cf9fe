import { useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { TopicBrief } from '../api/types';
import { Badges, ConfidenceMark } from '../parts/Marks';
import { Sparkline } from '../plots/Sparkline';
import type { Seen } from '../state/visits';
import { beside, brief, exactly, plural, support } from '../words';

/** What a topic was when it was last seen, if that was something else; undefined when the belief is the same, whatever facts have come. */
export function moved(topic: TopicBrief, seen: Seen | undefined): string | undefined {
  if (seen === undefined) return 'new';
  if (seen.version >= topic.version) return undefined;
  if (seen.belief !== brief(topic.view)) return `was ${seen.belief}`;
  return seen.beside !== undefined && seen.beside !== beside(topic.view) ? `was ${seen.beside}` : undefined;
}

const newFacts = (topic: TopicBrief, seen: Seen | undefined) =>
  seen && seen.version < topic.version ? plural(topic.version - seen.version, 'new fact') : undefined;

export function Row({ topic, seen, top, place, of }: { topic: TopicBrief; seen: Seen | undefined; top: number; place: number; of: number }) {
  const { view } = topic;
  const move = moved(topic, seen);
  const first = useRef(topic.version); // what came into sight has not just arrived
  return (
    <li class={move ? 'moved' : undefined} style={{ transform: `translateY(${top}px)` }} aria-posinset={place} aria-setsize={of}>
      <div class="what">
        <Link class="title" href={`/topics/${topic.id}`} title={view.statement}>{topic.title}</Link>
        <span class="under"><span>{support(view)}</span> <Badges view={view} /></span>
      </div>
      <div class={`belief ${topic.version === first.current ? '' : 'arrived'}`} key={topic.version}>
        <span class="large" title={exactly(view)}>{brief(view)}</span>
        <span class="small">{beside(view)}</span>
      </div>
      <Sparkline topic={topic} />
      <ConfidenceMark confidence={view.confidence} />
      <span class={`move ${move ? '' : 'small'}`}>{move ?? newFacts(topic, seen)}</span>
    </li>
  );
}
