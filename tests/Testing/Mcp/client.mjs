// What an assistant does with the official SDK: node client.mjs <address> <key> <topic>
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [, , address, key, topic] = process.argv;
const headers = { Authorization: `Bearer ${key}` };
const client = new Client({ name: 'test', version: '1' });
await client.connect(new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers } }));
const { tools } = await client.listTools();
const belief = await client.callTool({ name: 'belief', arguments: { topic } });
const refused = await client.callTool({ name: 'belief', arguments: {} });
const proposed = await client.callTool({ name: 'propose_claims', arguments: { claims: [{ topic }], proposer: 'a test' } });
console.log([
  `${tools.length} tools`,
  `belief: ${belief.structuredContent.view.evidence}`,
  `refused: ${refused.content[0].text.split('\n')[1]}`,
  `drafts: ${proposed.structuredContent.drafts.length}`,
].join('; '));
await client.close();
