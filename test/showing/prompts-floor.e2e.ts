import {promptSuite} from './prompts-suite.js';

promptSuite({atFloor: true});
