import './autoloader.js';
