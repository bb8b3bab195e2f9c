/** What the visitor holds in their hands. */
export function device(): 'phone' | 'tablet' | 'desktop' {
  return matchMedia('(pointer: coarse)').matches ? (Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet') : 'desktop';
}
