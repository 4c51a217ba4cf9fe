import { render } from 'preact';
import { App } from './App';
import { goLive } from './state/live';
import './style.css';

goLive();
render(<App />, document.getElementById('page')!);
