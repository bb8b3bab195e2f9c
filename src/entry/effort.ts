import '../define/effort.js';
import {startScript} from './start-script.js';

startScript();
