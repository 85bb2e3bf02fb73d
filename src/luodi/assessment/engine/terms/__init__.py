"""The terms (计分方法): each kind in its own small module, all reached through ``registry``."""
