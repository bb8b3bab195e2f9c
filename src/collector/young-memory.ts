import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** More room for what is new would let the process grow to twice its size and make it no faster. */
const enoughBytes = 32 * 1024 * 1024;

const checkMs = 200;

/**
 * Keeps the room that V8 has for new objects small: under load it doubles that room again and again, up to more than all the rest of the collector takes.
 *
 * A flag of the command line would say it once, but a command is started by its name, and V8 reads the limit only at its start; the factor it reads
 * each time.
 */
export function boundYoungMemory(): void {
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({space_name}) => space_name === 'new_space');
    if (!young || young.space_size < enoughBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, checkMs);
  timer.unref();
}
