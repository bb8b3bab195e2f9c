import '../define/nps.js';
import {startScript} from './start-script.js';

startScript();
