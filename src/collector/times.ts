const day = 24 * 60 * 60 * 1000;

/** How long an answer may have waited on a device. */
export const maxAgeMs = 30 * day;

/**
 * When the act happened, by the collector's clock.
 *
 * A visitor's clock may be wrong by hours, but it is wrong by the same amount when the event is made and when it is sent: only the distance counts.
 */
export function correctedTime(time: string, sentTime: string | undefined, received: number): number {
  const waited = (sentTime === undefined ? received : Date.parse(sentTime)) - Date.parse(time);
  return Math.round(Math.min(received, Math.max(received - maxAgeMs, received - waited)));
}
