import '../define/call.js';
import {startScript} from './start-script.js';

startScript();
