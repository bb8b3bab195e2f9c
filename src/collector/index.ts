export {createCollector, type Collector, type CollectorOptions} from './collector.js';
export type {AllowOrigin} from './cors.js';
export {helpText, readOptions, type Settings} from './options.js';
export {exitMisconfigured, SettingsError} from './problem.js';
export type {ResponseItem, ResponsePage} from './reader.js';
export type {Report, ReportGroup, ReportPoint} from './report.js';
export {closeOnSignal, startServer, type RunningServer, type ServerAddress} from './serve.js';
export type {Nps} from './statistics.js';
