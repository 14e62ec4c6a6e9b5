# An authority, and certificates it gave: for this machine, for another, and one that is over.
set -e
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
key authority_key.pem
key key.pem
openssl req -x509 -new -key authority_key.pem -days 2 -subj "/CN=Test authority" -out authority.pem
certify() { # name, host, days
  printf 'subjectAltName=DNS:%s\n' "$2" > extensions
  openssl req -new -key key.pem -subj "/CN=$2" |
    openssl x509 -req -CA authority.pem -CAkey authority_key.pem -CAcreateserial -days "$3" \
      -extfile extensions -out "$1.pem"
}
certify certificate localhost 2
certify other other.example 2
