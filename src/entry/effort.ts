import '../define/effort.js';
import {exposeApi} from '../page/script-api.js';

exposeApi();
