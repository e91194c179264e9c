#!/bin/sh
echo "Terraform has been successfully initialized!"
