import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import prettier from 'prettier';
import {readSummary, reportFile} from './fault-report.mjs';

const root = resolve(import.meta.dirname, '..');

/** Every generated part of the README, by the name in its marker: `<!-- generated:events -->…<!-- /generated -->`. */
export async function readTables() {
  const manifest = JSON.parse(readFileSync(resolve(root, 'dist/custom-elements.json'), 'utf8'));
  const {domEvents, shapes} = await import(pathToFileURL(resolve(root, 'dist/events/catalogue.js')));
  const classes = manifest.modules.flatMap(module => module.declarations);
  const elements = classes.filter(({tagName}) => tagName).sort((a, b) => order(a) - order(b));
  return {
    attributes: attributeTables(elements),
    events: eventTable(domEvents),
    faults: readSummary(readFileSync(reportFile, 'utf8')),
    parts: namedTable('part', 'on', collect(elements, 'cssParts')),
    slots: namedTable('slot', 'on', collect(elements, 'slots'), name => name || 'default'),
    tokens: tokenTable(classes),
    wire: wireTables(shapes),
  };
}

/** Puts each table between its markers; a table without markers, or a marker without table, is an error. */
export function fillDocs(text, tables) {
  const left = new Set(Object.keys(tables));
  const filled = text.replace(/<!-- generated:(\w+) -->[\s\S]*?<!-- \/generated -->/g, (_all, name) => {
    if (!left.delete(name))
      throw new Error(`README.md: expected one of ${Object.keys(tables).join(', ')}, each once, got "${name}".`);
    return `<!-- generated:${name} -->\n\n${tables[name]}\n\n<!-- /generated -->`;
  });
  if (left.size > 0) throw new Error(`README.md: expected the markers <!-- generated:NAME --> for ${[...left].join(', ')}.`);
  return filled;
}

/** The README as it must be: every table fresh, formatted like every other file. */
export async function freshReadme(text) {
  const file = resolve(root, 'README.md');
  return prettier.format(fillDocs(text, await readTables()), {...(await prettier.resolveConfig(file)), parser: 'markdown'});
}

const order = ({tagName}) => ['cx-nps', 'cx-rating', 'cx-effort', 'cx-review', 'cx-review-list', 'cx-call'].indexOf(tagName);

const code = text => (text ? `\`${String(text)}\`` : '');

const cell = text =>
  String(text ?? '')
    .replace(/\|/g, '\\|')
    .replace(/\s+/g, ' ')
    .trim();

function table(head, rows) {
  const line = cells => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What all elements have comes first, then what all that ask have, then what each has of its own. */
function attributeTables(elements) {
  const groups = new Map([
    ['On all elements', new Map()],
    ['On all elements that ask', new Map()],
  ]);
  for (const {tagName, attributes = []} of elements) {
    for (const attribute of attributes) {
      const {name: base} = attribute.inheritedFrom ?? {};
      const group = base === 'CxElement' ? 'On all elements' : base ? 'On all elements that ask' : `\`<${tagName}>\``;
      if (!groups.has(group)) groups.set(group, new Map());
      groups.get(group).set(attribute.name, attribute);
    }
  }
  return [...groups]
    .map(([title, attributes]) => {
      const rows = [...attributes.values()].map(({name, type, description}) => [code(name), code(type?.text), description]);
      return `**${title}**\n\n${table(['attribute', 'type', 'meaning'], rows)}`;
    })
    .join('\n\n');
}

function eventTable(domEvents) {
  const rows = Object.entries(domEvents).map(([name, {when, cancelled}]) => [code(name), when, cancelled ?? '']);
  return table(['event', 'when', 'after `preventDefault()`'], rows);
}

/** Name → its description and the tags that have it. */
function collect(elements, member) {
  const found = new Map();
  for (const element of elements) {
    for (const {name, description} of element[member] ?? []) {
      const entry = found.get(name) ?? {description, tags: []};
      entry.tags.push(element.tagName);
      found.set(name, entry);
    }
  }
  return {found, all: elements.length};
}

function namedTable(kind, on, {found, all}, title = name => name) {
  const rows = [...found].map(([name, {description, tags}]) => [
    code(title(name)),
    description,
    tags.length === all ? 'all' : tags.map(code).join(' '),
  ]);
  return table([kind, 'meaning', on], rows);
}

function tokenTable(classes) {
  const tokens = new Map(classes.flatMap(({cssProperties = []}) => cssProperties.map(token => [token.name, token])));
  return table(
    ['token', 'default', 'meaning'],
    [...tokens.values()].map(({name, default: value, description}) => [code(name), code(value), description]),
  );
}

function wireTables(shapes) {
  return Object.entries(shapes)
    .map(([type, {properties, required = []}]) => {
      const rows = Object.entries(properties).map(([name, shape]) => [
        code(name),
        shapeText(shape),
        required.includes(name) ? 'yes' : '',
        shape.description,
      ]);
      return `**\`${type}\`**\n\n${table(['member of `data`', 'type', 'required', 'meaning'], rows)}`;
    })
    .join('\n\n');
}

function shapeText({type, properties = {}, items, enum: choices, maxLength, additionalProperties}) {
  if (choices) return choices.map(code).join(' or ');
  if (type === 'array') return `list of ${shapeText(items)}`;
  if (type === 'string' && maxLength) return `text, at most ${maxLength.toLocaleString('en')} characters`;
  if (type === 'object' && additionalProperties) return 'object of texts';
  if (type === 'object') return `object with ${Object.keys(properties).map(code).join(' ')}`;
  return {string: 'text', integer: 'whole number'}[type] ?? type;
}

if (import.meta.filename === process.argv[1]) {
  const file = resolve(root, 'README.md');
  writeFileSync(file, await freshReadme(readFileSync(file, 'utf8')));
}
