import { render } from 'preact';

render(<main><h1>Analysis</h1></main>, document.getElementById('page')!);
