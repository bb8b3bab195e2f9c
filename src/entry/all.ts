import '../all.js';
import {startScript} from './start-script.js';

startScript();
