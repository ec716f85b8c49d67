@echo off
node "%~dp0..\dist\commandLine.cjs" %*
