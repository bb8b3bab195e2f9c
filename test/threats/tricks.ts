/** Addresses that must not become a link, or only as what they are after the browser has read them. */
const addresses = [
  ...[
    'javascript:alert(1)',
    'javascript://x/%0aalert(1)',
    'javascript:https://shop.example',
    'data:text/html,<script>alert(1)</script>',
  ],
  ...['data:text/html;base64,PHNjcmlwdD4=', 'vbscript:msgbox(1)', 'livescript:alert(1)', 'view-source:javascript:alert(1)'],
  ...[
    'feed:javascript:alert(1)',
    'jar:https://x!/',
    'blob:https://shop.example/1',
    'filesystem:https://shop.example/1',
    'file:///etc/passwd',
  ],
  ...[
    'about:blank',
    'ws://shop.example',
    'ftp://shop.example',
    'intent://scan/#Intent;end',
    'http://shop.example',
    '//evil.example',
  ],
  ...[
    '/\\evil.example',
    '\\\\evil.example',
    '/evil',
    'https:evil.example',
    'https:///evil.example',
    'https://user:pass@evil.example',
  ],
  ...['https://shop.example@evil.example', 'https://g.page/shop" onclick="alert(1)'],
];

/** The text with something put in after so many characters. */
const put = (text: string, at: number) => (address: string) => address.slice(0, at) + text + address.slice(at);

/** Ways to write an address so that a careless check takes it for another one. */
const mutations: readonly ((address: string) => string)[] = [
  address => address,
  address => address.toUpperCase(),
  address => [...address].map((letter, i) => (i % 2 ? letter.toUpperCase() : letter)).join(''),
  ...['\t', '\n', '\r', '\0', '\u0001', '\u001f', ' ', '\u00a0', '\u200b', '\u2028', '\u3000', '\ufeff'].map(space =>
    put(space, 0),
  ),
  ...['\t', '\n', '\r\n', '\0', '/**/'].map(space => put(space, 4)),
  address => address.replace(':', '\t:'),
  address => address.replace(':', '&colon;'),
  address => address.replace(':', '\uff1a'),
  address => address.replace(/^./, letter => `&#${letter.charCodeAt(0)};`),
  address => address.replace(/^./, letter => `%${letter.charCodeAt(0).toString(16)}`),
  address => address.replace(/^./, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  address => `https://shop.example/?to=${address}`,
  address => `"${address}"`,
  address => `<${address}>`,
];

/** Every address in every way of writing it. */
export const tricks: readonly string[] = [...new Set(addresses.flatMap(address => mutations.map(mutate => mutate(address))))];
