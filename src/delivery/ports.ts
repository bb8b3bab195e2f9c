import type {CxEventDetails} from '../events/catalogue.js';
import type {Client} from '../page/client-port.js';
import type {fire} from '../page/fire.js';
import type {Registry} from '../page/registry.js';
import type {isDenied, mayRemember, setting, siteName} from '../page/settings.js';

/** What has opened, and what its impression says. */
export interface Shown {
  readonly el: EventTarget | undefined;
  readonly detail: CxEventDetails['cx-show'];
}

/** What delivery is given by the entry: its bundle stands alone and holds no second copy of these. */
export interface DeliveryPorts {
  readonly page: Required<Pick<Registry, 'configured' | 'memory' | 'scripts' | 'seen'>>;
  /** Where each act of this page happened, until it is settled. */
  readonly targets: Map<string, EventTarget | undefined>;
  /** What has opened and is not watched yet. */
  readonly shown: Shown[];
  readonly take: Client['take'];
  readonly fire: typeof fire;
  readonly setting: typeof setting;
  readonly siteName: typeof siteName;
  readonly isDenied: typeof isDenied;
  readonly mayRemember: typeof mayRemember;
}
