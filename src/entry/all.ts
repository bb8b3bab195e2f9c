import '../all.js';
import {exposeApi} from '../page/script-api.js';

exposeApi();
