import '../define/rating.js';
import {startScript} from './start-script.js';

startScript();
