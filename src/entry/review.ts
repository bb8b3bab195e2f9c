import '../define/review.js';
import {startScript} from './start-script.js';

startScript();
