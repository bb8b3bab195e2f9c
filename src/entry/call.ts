import '../define/call.js';
import {exposeApi} from '../page/script-api.js';

exposeApi();
