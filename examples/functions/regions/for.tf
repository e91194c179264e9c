terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

output "european_hosts" {
  value = {
    for region in provider::sessmtp::regions() :
    region => provider::sessmtp::endpoint(region).host if startswith(region, "eu-")
  }
}
