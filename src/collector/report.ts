import type {Category, Scale} from '../survey/category.js';
import {bucketNames} from './calendar.js';
import type {Query} from './query.js';
import {isRecommendation} from './scales.js';
import {Tally, type Nps} from './statistics.js';

/** Responses that are alike in everything the report looks at. */
export interface AnswerCount {
  readonly site: string;
  readonly survey: string;
  readonly touchpoint: string;
  readonly element: string;
  readonly scaleMin: number | null;
  readonly scaleMax: number | null;
  readonly score: number | null;
  readonly category: Category | null;
  readonly isPartial: number;
  /** A moment in the quarter of an hour in which all of them happened. */
  readonly moment: number;
  readonly count: number;
}

/** Other events that are alike. */
export interface EventCount {
  readonly site: string;
  readonly survey: string;
  readonly touchpoint: string;
  readonly element: string;
  readonly type: string;
  readonly label: string;
  readonly count: number;
}

/** All answers to one survey at one touchpoint on one scale. */
export interface ReportGroup {
  readonly site: string;
  readonly survey: string;
  readonly touchpoint: string;
  readonly element: string;
  readonly scale: Scale | null;
  readonly responses: number;
  /** How many of the responses were left unfinished. */
  readonly partial: number;
  readonly shown: number;
  readonly dismissed: number;
  readonly called: number;
  readonly mean: number | null;
  readonly distribution: Readonly<Record<string, number>>;
  readonly nps: Nps | null;
}

/** One bar of the series. */
export interface ReportPoint {
  readonly bucket: string;
  readonly site: string;
  readonly survey: string;
  readonly touchpoint: string;
  readonly element: string;
  readonly responses: number;
  readonly mean: number | null;
  readonly nps: Nps | null;
}

/** The answer of `GET /api/report`. */
export interface Report {
  readonly groups: readonly ReportGroup[];
  readonly series: readonly ReportPoint[];
  /** Answers that a device had to give up, by cause. */
  readonly lost: readonly {readonly site: string; readonly code: string; readonly count: number}[];
}

interface Group {
  readonly key: Pick<ReportGroup, 'site' | 'survey' | 'touchpoint' | 'element' | 'scale'>;
  readonly tally: Tally;
  readonly buckets: Map<string, Tally>;
  shown: number;
  dismissed: number;
  called: number;
}

/** Folds counts into groups and a series, as they come. */
export class ReportFold {
  readonly #groups: Groups = new Map();
  readonly #bucketOf: (moment: number) => string;

  constructor({bucket, timeZone}: Query) {
    this.#bucketOf = bucketNames(bucket, timeZone);
  }

  /** Counts answers. */
  add(answers: Iterable<AnswerCount>): void {
    for (const answer of answers) {
      const {score, category, count} = answer;
      const isPartial = answer.isPartial === 1;
      const group = groupOf(this.#groups, answer, answer.scaleMin, answer.scaleMax);
      group.tally.add(count, score, category, isPartial);
      const name = this.#bucketOf(answer.moment);
      let tally = group.buckets.get(name);
      if (!tally) group.buckets.set(name, (tally = new Tally()));
      tally.add(count, score, category, isPartial);
    }
  }

  /** Counts the other events, once all answers are there, and closes the report. */
  finish(events: readonly EventCount[]): Report {
    const groups = this.#groups;
    const lost: {site: string; code: string; count: number}[] = [];
    for (const {type, label, count, ...place} of events) {
      if (type === 'cx.lost') lost.push({site: place.site, code: label, count});
      else addActs(largest(groups, place) ?? groupOf(groups, place, null, null), type, count);
    }
    const found = [...groups.values()].flat().sort(byPlace);
    const series = found.flatMap(toPoints).sort((a, b) => compare(a.bucket, b.bucket));
    return {groups: found.map(toGroup), series, lost};
  }
}

type Place = Pick<ReportGroup, 'site' | 'survey' | 'touchpoint' | 'element'>;

/** By survey, the few groups of each in a list: this is looked up once for every answer, and one short key is all the time there is. */
type Groups = Map<string, Group[]>;

function groupOf(groups: Groups, {site, survey, touchpoint, element}: Place, min: number | null, max: number | null): Group {
  let candidates = groups.get(survey);
  if (!candidates) groups.set(survey, (candidates = []));
  for (const group of candidates) {
    const {key} = group;
    const isSame = key.touchpoint === touchpoint && key.site === site && key.element === element;
    if (isSame && (key.scale?.min ?? null) === min && (key.scale?.max ?? null) === max) return group;
  }
  const scale = min === null || max === null ? null : {min, max};
  const group: Group = {
    key: {site, survey, touchpoint, element, scale},
    tally: new Tally(),
    buckets: new Map(),
    shown: 0,
    dismissed: 0,
    called: 0,
  };
  candidates.push(group);
  return group;
}

/** An impression knows no scale: it counts for the scale that most answers have. */
function largest(groups: Groups, {site, survey, touchpoint, element}: Place): Group | undefined {
  let best: Group | undefined;
  for (const group of groups.get(survey) ?? []) {
    const {key, tally} = group;
    const isSame = key.site === site && key.touchpoint === touchpoint && key.element === element;
    if (isSame && tally.responses > (best?.tally.responses ?? -1)) best = group;
  }
  return best;
}

function addActs(group: Group, type: string, count: number): void {
  if (type === 'cx.shown') group.shown += count;
  if (type === 'cx.dismissed') group.dismissed += count;
  if (type === 'cx.called') group.called += count;
}

function toGroup({key, tally, shown, dismissed, called}: Group): ReportGroup {
  const {responses, partial, mean, distribution} = tally;
  return {
    ...key,
    responses,
    partial,
    shown,
    dismissed,
    called,
    mean,
    distribution: withGaps(distribution, key.scale),
    nps: npsOf(key, tally),
  };
}

/** A short scale shows every step, also those that nobody chose; one that begins at a half goes by halves. */
function withGaps(distribution: Readonly<Record<string, number>>, scale: Scale | null): Record<string, number> {
  const steps: Record<string, number> = {};
  const size = scale?.min === 0.5 ? 0.5 : 1;
  if (scale && scale.max - scale.min <= 20) for (let step = scale.min; step <= scale.max; step += size) steps[String(step)] = 0;
  return {...steps, ...distribution};
}

function toPoints({key, buckets}: Group): ReportPoint[] {
  const {site, survey, touchpoint, element} = key;
  return [...buckets].map(([bucket, tally]) => {
    return {bucket, site, survey, touchpoint, element, responses: tally.responses, mean: tally.mean, nps: npsOf(key, tally)};
  });
}

function npsOf({element, scale}: Group['key'], tally: Tally): Nps | null {
  return scale && isRecommendation(element, scale) ? tally.nps : null;
}

function byPlace({key: a}: Group, {key: b}: Group): number {
  return (
    compare(a.site, b.site) || compare(a.survey, b.survey) || compare(a.touchpoint, b.touchpoint) || compare(a.element, b.element)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
