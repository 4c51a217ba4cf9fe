import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api } from '../api/client';
import { Trouble } from '../parts/Trouble';
import { CalibrationPlot } from '../plots/CalibrationPlot';
import { useRemote } from '../state/remote';
import { figure, percent, plural } from '../words';

/** The record of the service itself: how often what it called 80 % was so. */
export function RecordPage() {
    const record = useRemote(signal => api.record(signal), []);
    useEffect(() => void (document.title = 'Track record · Analysis'), []);
    if (record.error) return <Trouble error={record.error} retry={record.reload} />;
    if (!record.data)
        return (
            <p class="empty" role="status">
                Loading…
            </p>
        );
    const { topics, complete, answers, brier, calibration, coverage } = record.data;
    return (
        <article class="record">
            <p class="crumb">
                <Link href="/">Board</Link> <span aria-hidden="true">›</span> track record
            </p>
            <h1>Track record</h1>
            <p class="hint">
                What was believed here just before an answer was established, beside that answer: how often was what was
                called 80 % so?{' '}
                {complete
                    ? 'Over all topics with an established answer.'
                    : `Over the ${figure(topics)} topics whose answers were established last.`}
            </p>
            {topics === 0 && (
                <p class="empty">No answer has been established yet. Record one at the foot of a topic.</p>
            )}
            {topics > 0 && (
                <dl class="figures">
                    <div>
                        <dt>topics with an answer</dt>
                        <dd>{figure(topics)}</dd>
                    </div>
                    <div>
                        <dt>probabilities that were tested</dt>
                        <dd>{figure(answers)}</dd>
                    </div>
                    {brier !== undefined && (
                        <div>
                            <dt>Brier score, 0 is best</dt>
                            <dd>{brier.toFixed(3)}</dd>
                        </div>
                    )}
                    {coverage.map(c => (
                        <div key={c.stated}>
                            <dt>figures within their {percent(c.stated)} range</dt>
                            <dd>
                                {percent(c.within)} <span class="small">of {plural(c.count, 'answer')}</span>
                            </dd>
                        </div>
                    ))}
                </dl>
            )}
            {calibration.length > 0 && <CalibrationPlot bins={calibration} source="the service" />}
        </article>
    );
}
