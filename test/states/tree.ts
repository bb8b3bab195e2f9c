import type {CDPSession} from 'playwright-core';

interface Node {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: {readonly value: string};
  readonly name?: {readonly value: string};
  readonly description?: {readonly value: string};
  readonly value?: {readonly value: unknown};
  readonly properties?: readonly {readonly name: string; readonly value: {readonly value: unknown}}[];
  readonly childIds?: readonly string[];
}

/** What is worth telling of a node besides its role and its name; a value that says nothing is left out. */
const told = [
  'checked',
  'disabled',
  'readonly',
  'required',
  'invalid',
  'live',
  'atomic',
  'busy',
  'modal',
  'hasPopup',
  'expanded',
  'level',
];

/** The page as assistive technology gets it from Chromium: a line for each node, its children indented below it. */
export async function accessibilityTree(session: CDPSession): Promise<string> {
  const {nodes} = (await session.send('Accessibility.getFullAXTree')) as unknown as {nodes: Node[]};
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: Node, depth: number): void => {
    const role = node.role?.value ?? '';
    const isText = ['StaticText', 'InlineTextBox', 'LineBreak'].includes(role);
    const isShown = !node.ignored && role !== 'none' && role !== 'generic' && role !== 'InlineTextBox';
    if (isShown) lines.push('  '.repeat(depth) + describe(node, role));
    if (!isText) for (const id of node.childIds ?? []) walk(byId.get(id)!, isShown ? depth + 1 : depth);
  };
  walk(nodes[0]!, 0);
  return lines.slice(1).join('\n') + '\n';
}

function describe({name, description, value, properties = []}: Node, role: string): string {
  const quoted = (text: unknown): string => JSON.stringify(String(text).replace(/\s+/g, ' ').trim());
  const more = properties
    .filter(({name: one, value: {value: is}}) => told.includes(one) && is !== false && is !== 'false' && is !== 'off')
    .map(({name: one, value: {value: is}}) => (is === true || is === 'true' ? one : `${one}=${String(is)}`));
  return [
    role === 'StaticText' ? 'text' : role,
    name?.value ? quoted(name.value) : '',
    value?.value !== undefined && value.value !== '' ? `value=${quoted(value.value)}` : '',
    description?.value ? `description=${quoted(description.value)}` : '',
    ...more,
  ]
    .filter(Boolean)
    .join(' ');
}
