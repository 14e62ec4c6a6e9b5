#include "runtime/net/tls/failure_text.h"

#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <format>
#include <string_view>
#include <vector>

#include "permissions/ip_address.h"
#include "runtime/net/tls/handles.h"

namespace bailey::net::tls {
namespace {

std::string_view alert_name(int alert) {
  switch (alert) {
    case SSL_AD_UNEXPECTED_MESSAGE:
      return "UnexpectedMessage";
    case SSL_AD_BAD_RECORD_MAC:
      return "BadRecordMac";
    case SSL_AD_RECORD_OVERFLOW:
      return "RecordOverflow";
    case SSL_AD_HANDSHAKE_FAILURE:
      return "HandshakeFailure";
    case SSL_AD_BAD_CERTIFICATE:
      return "BadCertificate";
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
      return "UnsupportedCertificate";
    case SSL_AD_CERTIFICATE_REVOKED:
      return "CertificateRevoked";
    case SSL_AD_CERTIFICATE_EXPIRED:
      return "CertificateExpired";
    case SSL_AD_CERTIFICATE_UNKNOWN:
      return "CertificateUnknown";
    case SSL_AD_ILLEGAL_PARAMETER:
      return "IllegalParameter";
    case SSL_AD_UNKNOWN_CA:
      return "UnknownCA";
    case SSL_AD_ACCESS_DENIED:
      return "AccessDenied";
    case SSL_AD_DECODE_ERROR:
      return "DecodeError";
    case SSL_AD_DECRYPT_ERROR:
      return "DecryptError";
    case SSL_AD_PROTOCOL_VERSION:
      return "ProtocolVersion";
    case SSL_AD_INSUFFICIENT_SECURITY:
      return "InsufficientSecurity";
    case SSL_AD_INTERNAL_ERROR:
      return "InternalError";
    case SSL_AD_USER_CANCELLED:
      return "UserCanceled";
    case SSL_AD_NO_RENEGOTIATION:
      return "NoRenegotiation";
    case SSL_AD_MISSING_EXTENSION:
      return "MissingExtension";
    case SSL_AD_UNSUPPORTED_EXTENSION:
      return "UnsupportedExtension";
    case SSL_AD_UNRECOGNIZED_NAME:
      return "UnrecognisedName";
    case SSL_AD_CERTIFICATE_REQUIRED:
      return "CertificateRequired";
    case SSL_AD_NO_APPLICATION_PROTOCOL:
      return "NoApplicationProtocol";
    default:
      return "Unknown";
  }
}

// The names a certificate is valid for, as Rust's webpki prints them.
std::vector<std::string> names_of(X509* certificate) {
  std::vector<std::string> shown;
  Owned<GENERAL_NAMES> names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int index = 0; index < sk_GENERAL_NAME_num(names.get()); ++index) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), index);
    if (name->type == GEN_DNS) {
      const ASN1_STRING* text = name->d.dNSName;
      shown.push_back(std::format("DnsName(\"{}\")",
          std::string_view(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
              static_cast<std::size_t>(ASN1_STRING_length(text)))));
    } else if (name->type == GEN_IPADD) {
      const unsigned char* bytes = ASN1_STRING_get0_data(name->d.iPAddress);
      int size = ASN1_STRING_length(name->d.iPAddress);
      using permissions::IpAddress;
      if (size == 4)
        shown.push_back(std::format("IpAddress({})",
            IpAddress::v4(std::span<const unsigned char, 4>(bytes, 4)).to_string()));
      if (size == 16)
        shown.push_back(std::format("IpAddress({})",
            IpAddress::v6(std::span<const unsigned char, 16>(bytes, 16)).to_string()));
    }
  }
  return shown;
}

std::string wrong_name(X509* certificate, const std::string& host) {
  std::string text = std::format("certificate not valid for name \"{}\"; certificate is ", host);
  std::vector<std::string> names = names_of(certificate);
  if (names.empty())
    return text + "not valid for any names (according to its subjectAltName extension)";
  text += "only valid for " + names.front();
  for (std::size_t next = 1; next + 1 < names.size(); ++next) text += ", " + names[next];
  if (names.size() > 1) text += " or " + names.back();
  return text;
}

std::time_t seconds_of(const ASN1_TIME* time) {
  std::tm fields{};
  return ASN1_TIME_to_tm(time, &fields) == 1 ? ::timegm(&fields) : 0;
}

std::string certificate_problem(const SSL* session, long result, const std::string& host) {
  // The session's own certificate is set only once it has been verified; the chain is there before.
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(session);
  X509* certificate = sk_X509_num(chain) > 0 ? sk_X509_value(chain, 0) : nullptr;
  std::time_t now = std::time(nullptr);
  switch (result) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return "UnknownIssuer";
    case X509_V_ERR_CERT_REVOKED:
      return "Revoked";
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return "BadSignature";
    case X509_V_ERR_INVALID_PURPOSE:
      return "InvalidPurpose";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      if (certificate) return wrong_name(certificate, host);
      return "NotValidForName";
    case X509_V_ERR_CERT_HAS_EXPIRED: {
      if (!certificate) return "Expired";
      std::time_t end = seconds_of(X509_get0_notAfter(certificate));
      return std::format(
          "certificate expired: verification time {} (UNIX), but certificate is not valid after {} "
          "({} seconds ago)",
          now, end, now - end);
    }
    case X509_V_ERR_CERT_NOT_YET_VALID: {
      if (!certificate) return "NotValidYet";
      std::time_t start = seconds_of(X509_get0_notBefore(certificate));
      return std::format(
          "certificate not valid yet: verification time {} (UNIX), but certificate is not valid "
          "before {} ({} seconds in future)",
          now, start, start - now);
    }
    default:
      return X509_verify_cert_error_string(result);
  }
}

}  // namespace

std::string failure_text(const SSL* session, const std::string& host) {
  unsigned long code = ERR_peek_error();
  int reason = ERR_GET_REASON(code);
  if (ERR_GET_LIB(code) == ERR_LIB_SSL) {
    if (reason > SSL_AD_REASON_OFFSET)
      return std::format("received fatal alert: {}", alert_name(reason - SSL_AD_REASON_OFFSET));
    switch (reason) {
      case SSL_R_CERTIFICATE_VERIFY_FAILED:
        return "invalid peer certificate: " +
               certificate_problem(session, SSL_get_verify_result(session), host);
      case SSL_R_WRONG_VERSION_NUMBER:
      case SSL_R_HTTP_REQUEST:
      case SSL_R_HTTPS_PROXY_REQUEST:
      case SSL_R_PACKET_LENGTH_TOO_LONG:
        return "received corrupt message of type InvalidContentType";
      case SSL_R_NO_APPLICATION_PROTOCOL:
        return "peer doesn't support any known protocol";
      default:
        break;
    }
  }
  const char* text = ERR_reason_error_string(code);
  return text == nullptr ? "TLS failure" : text;
}

}  // namespace bailey::net::tls
