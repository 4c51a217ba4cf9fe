import { useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { TopicBrief, TopicMove } from '../api/types';
import { Badges, ConfidenceMark } from '../parts/Marks';
import { Sparkline } from '../plots/Sparkline';
import type { Seen } from '../state/visits';
import { atMinute, beside, brief, exactly, plural, sameDay, support } from '../words';
import { told } from './useMoves';

/** What a topic was when it was last seen, if that was something else; undefined when the belief is the same, whatever facts have come. */
export function moved(topic: TopicBrief, seen: Seen | undefined): string | undefined {
    if (seen === undefined) return 'new';
    if (seen.version >= topic.version) return undefined;
    if (seen.belief !== brief(topic.view)) return `was ${seen.belief}`;
    return seen.beside !== undefined && seen.beside !== beside(topic.view) ? `was ${seen.beside}` : undefined;
}

const newFacts = (topic: TopicBrief, seen: Seen | undefined) =>
    seen && seen.version < topic.version ? plural(topic.version - seen.version, 'new fact') : undefined;

interface Props {
    topic: TopicBrief;
    seen: Seen | undefined;
    /** What moved in the time that the board looks back. */
    move: TopicMove | undefined;
    /** How far down it stands; undefined where the rows stand one below the other by themselves. */
    top?: number;
    place: number;
    of: number;
    /** Whether it is chosen; undefined while none can be. */
    chosen?: boolean;
    choose: (on: boolean) => void;
}

export function Row({ topic, seen, move, top, place, of, chosen, choose }: Props) {
    const { view } = topic;
    const since = moved(topic, seen);
    const first = useRef(topic.version); // what came into sight has not just arrived
    return (
        <li
            class={since ? 'moved' : undefined}
            style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
            aria-posinset={place}
            aria-setsize={of}
        >
            <div class="what">
                {chosen !== undefined && (
                    <input
                        type="checkbox"
                        aria-label={`Choose ${topic.title}`}
                        checked={chosen}
                        onChange={e => choose(e.currentTarget.checked)}
                    />
                )}
                <Link class="title" href={`/topics/${topic.id}`} title={view.statement}>
                    {topic.title}
                </Link>
                <span class="under">
                    <span>{support(view)}</span> <Badges view={view} />
                </span>
            </div>
            <div class={`belief ${topic.version === first.current ? '' : 'arrived'}`} key={topic.version}>
                <span class="large" title={exactly(view)}>
                    {brief(view)}
                </span>
                <span class="small">{beside(view)}</span>
            </div>
            <Sparkline topic={topic} />
            <ConfidenceMark confidence={view.confidence} />
            <div class="moves">
                <span class={`move ${since ? '' : 'small'}`}>{since ?? newFacts(topic, seen)}</span>
                {move && (
                    <span
                        class="why"
                        title={`${move.was?.text ?? 'new'} → ${move.now.text}${move.because ? `: ${move.because}` : ''}`}
                    >
                        {told(move)}
                    </span>
                )}
                <time class="small" dateTime={view.recordedAt} title={`last fact ${atMinute(view.recordedAt)}`}>
                    {sameDay(view.recordedAt)}
                </time>
            </div>
        </li>
    );
}
