import type {TemplateResult} from 'lit';
import type {Kit} from '../kit.js';
import {encodeQr} from './qr.js';

/** Draws a QR code that a phone's camera reads, dark on white whatever the theme, with the four empty modules around it that the standard wants. */
export function drawCode({html, nothing}: Kit, text: string, name: string): TemplateResult | symbol {
  const code = encodeQr(text);
  if (!code) return nothing;
  const path = code.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const size = code.length + 8;
  return html`<div class="scan">
    <svg class="code" part="code" role="img" aria-label=${name} viewBox="-4 -4 ${size} ${size}" shape-rendering="crispEdges">
      <path d=${path}></path>
    </svg>
    <p class="small" aria-hidden="true">${name}</p>
  </div>`;
}
