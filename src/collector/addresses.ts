import {BlockList, isIP, isIPv6} from 'node:net';
import type {Peer} from './peer.js';

/** A set of addresses and networks, such as `10.0.0.7` and `172.18.0.0/16`. Undefined when one of them is neither. */
export function addressSet(entries: readonly string[]): BlockList | undefined {
  const set = new BlockList();
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/');
    const family = familyOf(address);
    if (
      !family ||
      rest.length ||
      (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv6' ? 128 : 32)))
    )
      return undefined;
    if (bits === undefined) set.addAddress(address, family);
    else set.addSubnet(address, Number(bits), family);
  }
  return set;
}

/** The networks that no stranger writes from: this machine and private ones. */
export const nearby = addressSet([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
]) as BlockList;

/** Whether a set holds an address. */
export function holds(set: BlockList, address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && set.check(address, family);
}

/**
 * The address a request comes from. `X-Forwarded-For` is believed as far as trusted proxies wrote it, from the right; whoever comes before the first
 * stranger in it may be made up.
 */
export function clientAddress(peer: Peer, forwardedFor: string | null, trusted: BlockList | undefined): string | undefined {
  let address = peer.address === undefined ? undefined : plain(peer.address);
  if (!trusted) return address;
  const hops = (forwardedFor ?? '').split(',').map(hop => plain(hop.trim()));
  while (address !== undefined && holds(trusted, address)) {
    const hop = hops.pop();
    if (hop === undefined || !isIP(hop)) break;
    address = hop;
  }
  return address;
}

/** The part of an address that stands for one customer: all of IPv4, the first half of IPv6. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array.from({length: Math.max(0, zeros)}, () => '0'), ...after];
  return all
    .slice(0, 4)
    .map(group => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

/** Without the zone, and an IPv4 address that came over an IPv6 socket as what it is. */
function plain(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 6 ? 'ipv6' : 'ipv4';
}
