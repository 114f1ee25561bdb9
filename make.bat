@echo off
rem The same commands for Windows: make demo, make run, make test. Needs Python 3.11 or newer.
setlocal
cd /d "%~dp0"
set PY=.venv\Scripts\python.exe
if "%1"=="" goto help
if not exist %PY% py -3 -m venv .venv || exit /b 1
if "%1"=="demo" goto demo
if "%1"=="run" goto run
if "%1"=="test" goto test
:help
echo make demo   the whole job on a sample unit: report, sign, pack, verify
echo make run    open the desktop on the demo's workspace
echo make test   the tests
exit /b 2
:demo
call :install program || exit /b 1
%PY% -m egovdesk demo build\demo
exit /b %ERRORLEVEL%
:run
call :install program || exit /b 1
if not exist build\demo\workspace %PY% -m egovdesk demo build\demo
%PY% -m egovdesk desktop build\demo\workspace
exit /b %ERRORLEVEL%
:test
call :install develop || exit /b 1
set QT_QPA_PLATFORM=offscreen
%PY% -m pytest -q -n auto --dist worksteal -m "not outside"
exit /b %ERRORLEVEL%
:install
fc /b requirements\%1.txt .venv\%1.txt >nul 2>nul && exit /b 0
%PY% -m pip install --quiet --require-hashes -r requirements\%1.txt || exit /b 1
copy /y requirements\%1.txt .venv\%1.txt >nul
exit /b 0
