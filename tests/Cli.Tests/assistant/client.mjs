// What an assistant does with the official SDK, over HTTP or the streams of a program that it starts:
// node client.mjs <topic> <address>|<program> <argument>...
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [, , topic, server, ...args] = process.argv;
const client = new Client({ name: 'test', version: '1' });
await client.connect(server.startsWith('http')
  ? new StreamableHTTPClientTransport(new URL(server))
  : new StdioClientTransport({ command: server, args, env: process.env }));
const { tools } = await client.listTools();
const belief = await client.callTool({ name: 'belief', arguments: { topic } });
const refused = await client.callTool({ name: 'belief', arguments: {} });
const proposed = await client.callTool({ name: 'propose_claims', arguments: { claims: [{ topic }], proposer: 'a test' } });
console.log([
  `${tools.length} tools`,
  `belief: ${belief.structuredContent.view.statement}`,
  `refused: ${refused.content[0].text.split('\n')[1]}`,
  `drafts: ${proposed.structuredContent.drafts.length}`,
].join('; '));
await client.close();
