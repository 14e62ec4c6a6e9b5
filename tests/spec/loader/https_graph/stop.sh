# nginx removes its pid file when it has closed everything.
kill "$(cat nginx.pid)"
while [ -e nginx.pid ]; do sleep 0.02; done
