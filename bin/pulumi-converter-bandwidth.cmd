@echo off
node "%~dp0..\dist\converter.cjs" %*
