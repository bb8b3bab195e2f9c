import {ChaosServer} from './chaos-server.js';
import {CollectorProcess, type CollectorOptions} from './collector-process.js';
import type {Lab} from './lab.js';
import {ShopPage, type ShopOptions} from './shop-page.js';
import {Visitor} from './visitor.js';
import type {ProfileOptions} from './browsers.js';

/** What a scene is made of, where the usual is not enough. */
export interface SceneOptions {
  readonly collector?: CollectorOptions;
  readonly shop?: ShopOptions;
  /** Lets the test pass time on the visitor's pages. */
  readonly clock?: boolean;
  /** A browser of its own on a profile that can be killed. */
  readonly profile?: ProfileOptions;
}

/** Everything from the visitor to the database. */
export interface Scene {
  readonly collector: CollectorProcess;
  readonly chaos: ChaosServer;
  readonly shop: ShopPage;
  readonly visitor: Visitor;
}

/** A visitor in a shop whose endpoint is a chaos server on another origin, before a real collector. */
export async function openScene(lab: Lab, options: SceneOptions = {}): Promise<Scene> {
  const collector = await CollectorProcess.open(lab, options.collector);
  const chaos = await ChaosServer.open(lab, () => collector.url);
  const shop = await ShopPage.open(lab, chaos.endpoint, options.shop);
  const visitor = await (options.profile
    ? Visitor.openProfile(lab, shop, options.profile)
    : Visitor.open(lab, shop, {clock: options.clock ?? false}));
  return {collector, chaos, shop, visitor};
}
