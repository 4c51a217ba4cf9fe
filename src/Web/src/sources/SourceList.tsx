import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, gather } from '../api/client';
import { Downloads, TableFile } from '../parts/Downloads';
import { Trouble } from '../parts/Trouble';
import { useChanges } from '../state/live';
import { useRemote } from '../state/remote';
import { plural } from '../words';

const pageSize = 100;

export function SourceList() {
  const [q, setQ] = useState('');
  const [wanted, want] = useState(pageSize);
  const sources = useRemote(async signal => {
    await new Promise(resolve => setTimeout(resolve, q ? 150 : 0)); // not at each letter
    return gather(cursor => api.sources({ q, limit: pageSize, cursor }, signal), page => page.sources, wanted);
  }, [q, wanted]);
  useChanges(changed => changed === 'all' && sources.reload(), [q]);
  useEffect(() => void (document.title = 'Sources · Analysis'), []);

  return (
    <>
      <h1>Sources</h1>
      <p class="hint">Each has a record of its own; <Link href="/record">the record of what is believed here</Link> is apart from them.</p>
      <div class="tools">
        <input type="search" placeholder="Search sources" aria-label="Search sources" value={q} onInput={e => setQ(e.currentTarget.value)} />
        <Downloads of="the sources"><TableFile path="/v1/sources" query={{ q }} /></Downloads>
      </div>
      {sources.error && <Trouble error={sources.error} retry={sources.reload} stale={sources.data !== undefined} />}
      {sources.data && (
        <table class="list">
          <thead><tr><th scope="col">source</th><th scope="col">name</th><th scope="col">kind</th><th scope="col">grade</th><th scope="col" class="n">earned in</th></tr></thead>
          <tbody>{sources.data.found.map(source => (
            <tr key={source.id}>
              <td><Link href={`/sources/${source.id}`}>{source.id}</Link></td>
              <td>{source.name}</td>
              <td>{source.kind}</td>
              <td>{source.grade}</td>
              <td class="n">{source.learned ? plural(source.learned.length, 'family', 'families') : ''}</td>
            </tr>
          ))}</tbody>
        </table>
      )}
      {sources.data?.found.length === 0 && <p class="empty">No source has been named{q && ' so'}. Who stands in the chain of a claim has a page all the same.</p>}
      {sources.data?.next && <button type="button" onClick={() => want(wanted + pageSize)}>More sources</button>}
    </>
  );
}
