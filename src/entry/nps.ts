import '../define/nps.js';
import {exposeApi} from '../page/script-api.js';

exposeApi();
